import data from './manual-pages.json' with { type: 'json' };
import { compareVersions, majorOf } from '../version-order.js';
import { wordSet } from '../../grouping.js';

const missing = new Map(Object.entries(data.missing));
const names = wordSet(data.links);
const families = new RegExp(`^(?:${data.families.replaceAll(' ', '|')})(?:-|$)`);

/**
 * Whether the install of a package of Debian's links manual pages from folders of its own into those
 * of the system, itself or by what it brings along: update-alternatives fails where they are missing.
 */
export function linksManualPages(name: string): boolean {
  return names.has(name) || families.test(name);
}

/**
 * Whether a slim image has the folders of manual pages, empty as they are.
 *
 * @param version the exact one inside; undefined for a tag that still moves
 */
export function hasManualFolders(version: string | undefined): boolean {
  const range = version === undefined ? undefined : missing.get(String(majorOf(version)));
  if (version === undefined || range === undefined) return true;
  const [first = '', again] = range.split(' ');
  return (
    compareVersions(version, first) < 0 ||
    (again !== undefined && compareVersions(version, again) >= 0)
  );
}
