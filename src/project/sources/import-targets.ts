/** What the field "imports" of a package.json may lead to, under any condition (nodejs.org/api/packages.html). */
export function importTargets(manifest: string): readonly string[] {
  try {
    return stringsIn((JSON.parse(manifest) as { imports?: unknown } | null)?.imports);
  } catch {
    return [];
  }
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
