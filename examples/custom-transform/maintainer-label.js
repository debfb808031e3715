import { change, decline, defineTransform, finalImage, replace } from 'slim-dockerfile';

const label = (name) => `org.opencontainers.image.authors="${name}"`;

/** MAINTAINER is deprecated; a label says the same, and scanners read it. */
export default defineTransform({
  name: 'maintainer-label',
  summary: 'writes MAINTAINER as a label',
  rules: {
    label: { title: 'MAINTAINER is a label', explanation: 'Docker has deprecated MAINTAINER.' },
    quoting: { title: 'A name needs quoting', explanation: 'LABEL reads quotes and variables.' },
  },
  *run(file) {
    const old = file.instructions.filter(({ keyword }) => keyword === 'MAINTAINER');
    if (old.length === 0) return;
    const quoted = old.find(({ argument }) => /["$\\`]/.test(argument));
    if (quoted) {
      yield decline(
        'maintainer-label/quoting',
        quoted,
        'LABEL would read this name otherwise.',
        'Write the label by hand.',
      );
      return;
    }
    const writes = old.map(({ argument }) => `LABEL ${label(argument)}`);
    const edits = old.map((one, at) => replace(one, writes[at]));
    const effect = { rewrites: old, writes, image: imageAfter(file) };
    yield change('maintainer-label/label', old[0], 'MAINTAINER is deprecated.', edits, effect);
  },
});

/** What the final image says after the change: no maintainer, and one label more. */
function imageAfter(file) {
  const { maintainer, labels } = finalImage(file);
  if (maintainer === '') return {};
  const all = [...labels.split('\n'), label(maintainer)].filter(Boolean);
  return { maintainer: '', labels: all.toSorted().join('\n') };
}
