// Rewrites the generated parts of src/knowledge/*/*.json from a folder of raw tables:
//   node scripts/knowledge.mjs <folder>
// What was written by hand in those files (every other key) stays as it is.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';

const [, , folder = '.'] = process.argv;
const raw = async (name) => JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
const order = new Intl.Collator('en', { numeric: true }).compare;

async function update(name, fresh) {
  const file = new URL(`../src/knowledge/${name}.json`, import.meta.url);
  const present = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  const text = JSON.stringify({ ...present, ...fresh });
  await writeFile(file, await format(text, { parser: 'json', printWidth: 100 }));
}

/** Versions with the same releases and variants are one build. */
function builds({ versions, sets, slimOsExceptions }) {
  const groups = new Map();
  for (const version of Object.keys(versions).toSorted(order)) {
    const [set, debian, alpine] = versions[version];
    const slimDebian = slimOsExceptions[version];
    const variants = shorten(sets[set]);
    const build = { debian, slimDebian, alpine: alpine ?? undefined, variants };
    const key = JSON.stringify(build);
    const group = groups.get(key) ?? groups.set(key, { ...build, versions: [] }).get(key);
    group.versions.push(version);
  }
  return [...groups.values()].map((group) => ({ ...group, versions: group.versions.join(' ') }));
}

/** `bookworm` and `bookworm-slim` become `bookworm+`; the bare tag is always there. */
const shorten = (set) =>
  set
    .filter(
      (variant) =>
        variant !== '' && !(variant.endsWith('-slim') && set.includes(variant.slice(0, -5))),
    )
    .map((variant) => (set.includes(`${variant}-slim`) ? `${variant}+` : variant))
    .join(' ');

/** Versions that appeared after the manifest have the variants of the last one of their major. */
function withLaterVersions({ versions, majors, laterTags }) {
  const later = laterTags.confirmed.map((version) => [
    version,
    versions[majors[version.split('.')[0]].last],
  ]);
  return { ...versions, ...Object.fromEntries(later) };
}

/** The first version that carried a codename: the union of the sets from there on is the codename's. */
function firstWithCodename({ versions, sets, aliases, majors }, codename) {
  const [major] = Object.entries(majors).find(([, line]) => line.codename === codename);
  const line = Object.keys(versions)
    .filter((version) => version.startsWith(`${major}.`))
    .toSorted(order);
  const setOf = (names) =>
    [...new Set(names.flatMap((version) => sets[versions[version][0]]))].toSorted().join();
  const wanted = [...sets[aliases[codename].set]].toSorted().join();
  return line.find((_, index) => setOf(line.slice(index)) === wanted);
}

function nodeTags(table) {
  const { aliases, majors, sets, laterTags, _meta } = table;
  const maintained = Object.keys(majors).filter((major) => majors[major].inManifest);
  const codenames = Object.values(majors).flatMap(({ codename }) => codename ?? []);
  const floating = ['latest', 'current', 'lts'].map((name) => [
    name,
    {
      version: aliases[name].v,
      variants: shorten(sets[aliases[name].set]),
      stopped: aliases[name].older,
    },
  ]);
  const ltsNames = Object.keys(aliases).filter((name) => name.startsWith('lts-'));
  const still = ({ until }) => until === _meta.manifestDate;
  return {
    source: _meta.source,
    date: _meta.manifestDate,
    maintained: maintained.map(Number),
    released: laterTags.releasedOnly,
    codenames: Object.fromEntries(codenames.map((name) => [name, firstWithCodename(table, name)])),
    ltsNames: Object.fromEntries(
      ltsNames.map((name) => [name, still(aliases[name]) ? null : aliases[name].v]),
    ),
    floating: Object.fromEntries(floating),
    chakracore: table.chakracore,
    builds: builds({ ...table, versions: withLaterVersions(table) }),
  };
}

/** The platforms of a major's Alpine image, as docker-library names CPUs. */
function alpineCpus(arch = {}) {
  const [cpus] = Object.entries(arch).find(([, variants]) => variants.includes('alpine')) ?? [];
  return cpus?.replaceAll(',', ' ');
}

function nodeReleases(tags, npm) {
  const since = (fact) => (typeof fact === 'object' ? fact.from : fact);
  const lines = Object.entries(npm.majors).map(([line, { npm: range, yarn1, corepack }]) => {
    const { eol, arch } = tags.majors[line] ?? {};
    const managers = { npm: range.join(' '), yarn: since(yarn1), corepack: since(corepack) };
    return [line, { end: eol ?? undefined, ...managers, alpine: alpineCpus(arch) }];
  });
  return {
    source: `${npm._meta.sources}; nodejs/Release schedule.json; library/node`,
    date: npm._meta.date,
    lines: Object.fromEntries(lines),
  };
}

function nativeModules({ packages, _meta }) {
  const rows = Object.entries(packages).map(([name, { musl, build, run, since, note, conf }]) => {
    const confirmed = conf !== 'own' || undefined;
    return [name, { musl, build: build?.join(' '), run: run?.join(' '), since, note, confirmed }];
  });
  return {
    source: 'npm metadata, tarballs and documentation; rows without "confirmed": own knowledge',
    date: _meta.date.slice(0, 10),
    modules: Object.fromEntries(rows),
  };
}

const [tags, npm, native, sizes] = await Promise.all(
  ['node-tags', 'npm-cli', 'native-modules', 'sizes'].map(raw),
);
await update('images/node-tags', nodeTags(tags));
await update('images/node-releases', nodeReleases(tags, npm));
await update('npm/native-modules', nativeModules(native));
await update('images/sizes', { date: sizes._meta.date, node: sizes.estimate });
