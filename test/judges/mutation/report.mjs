import { dirname } from 'node:path';

/** What nobody noticed. */
export function line({ fileName, location, mutatorName, original, replacement, tests }) {
  const place = `${fileName}:${location.start.line + 1}:${location.start.column + 1}`;
  const reach = tests === 0 ? ', reached by no test' : ` (${tests} tests)`;
  return `${place} ${mutatorName}${reach}\n- ${short(original)}\n+ ${short(replacement)}`;
}

function short(text) {
  const one = text.replaceAll(/\s+/g, ' ');
  return one.length > 160 ? `${one.slice(0, 110)} … ${one.slice(-40)}` : one;
}

/** How much was noticed, by file and by folder. */
export function table(verdicts) {
  const byFile = Map.groupBy(verdicts, ({ fileName }) => fileName);
  const byFolder = Map.groupBy(verdicts, ({ fileName }) => dirname(fileName));
  const rows = [
    ...byFile,
    ...[...byFolder].map(([name, own]) => [`${name}/`, own]),
    ['all', verdicts],
  ];
  return [
    '| code | changes | noticed | of them by time | reached by no test | share |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(([name, own]) => {
      const noticed = own.filter(({ by }) => by !== undefined);
      const byTime = noticed.filter(({ by }) => by === 'time' || by === 'memory');
      const untouched = own.filter(({ tests }) => tests === 0);
      const share = Math.round((100 * noticed.length) / own.length);
      return `| ${name} | ${own.length} | ${noticed.length} | ${byTime.length} | ${untouched.length} | ${share} % |`;
    }),
  ].join('\n');
}
