/**
 * Optional peers that a package loads in its mode for tests and nowhere else. Source: the package on npm, read
 * 2026-11. next 15.3.1 names it in `dist/experimental/testmode/playwright/` and `dist/cli/next-test.js` alone.
 */
const peers: Readonly<Record<string, readonly string[]>> = { next: ['@playwright/test'] };

/** Whether a package asks for another one only to run tests by it. */
export function isTestPeer(name: string, peer: string): boolean {
  return Object.hasOwn(peers, name) && peers[name]?.includes(peer) === true;
}
