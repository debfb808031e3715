import { change, decline, defineTransform, finalImage, replace } from 'slim-dockerfile';

const label = (name: string): string => `org.opencontainers.image.authors="${name}"`;

/** MAINTAINER is deprecated; a label says the same, and scanners read it. */
export const maintainerLabel = defineTransform({
  name: 'maintainer-label',
  summary: 'writes MAINTAINER as a label',
  rules: {
    label: { title: 'MAINTAINER is a label', explanation: 'Docker has deprecated MAINTAINER.' },
    quoting: { title: 'A name needs quoting', explanation: 'LABEL reads quotes and variables.' },
  },
  *run(file) {
    const old = file.instructions.filter(({ keyword }) => keyword === 'MAINTAINER');
    const quoted = old.find(({ argument }) => /["$\\`]/.test(argument));
    if (quoted) yield decline('maintainer-label/quoting', quoted, 'LABEL would read it otherwise.');
    if (quoted || !old[0]) return;
    const written = old.map(({ argument }) => `LABEL ${label(argument)}`);
    const { maintainer, labels } = finalImage(file);
    const all = [...labels.split('\n').filter(Boolean), label(maintainer)].toSorted().join('\n');
    const image = maintainer === '' ? {} : { maintainer: '', labels: all };
    const edits = old.map((one, index) => replace(one, written[index]!));
    const effect = { rewrites: old, writes: written, image };
    yield change('maintainer-label/label', old[0], 'MAINTAINER is deprecated.', edits, effect);
  },
});
