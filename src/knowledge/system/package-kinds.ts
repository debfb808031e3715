import { wordSet } from '../../grouping.js';

/**
 * Packages of Debian and Alpine that are of no use without raw sockets, devices or the settings of the
 * network, which belong to root (their descriptions, 2026-11); not tools that people install to look around.
 */
const ofRoot =
  /^(?:arp-scan|bluetooth|bluez(?:-.*)?|gpiod|hostapd|i2c-tools|ip6?tables|libbluetooth-dev|libpcap(?:-dev|0\.8(?:-dev)?)?|lirc|nftables|openvpn|pigpio(?:-tools)?|raspi-gpio|wireguard(?:-go|-tools)?|wiringpi)$/;

/** Whether nobody installs a package for a program without root. */
export function isOfRoot(name: string): boolean {
  return ofRoot.test(name);
}

/** What Chrome links on Debian; pptr.dev/troubleshooting, "Chrome doesn't launch on Linux", 2026-11. */
const browserLibraries = wordSet(
  'libasound2 libatk-bridge2.0-0 libatk1.0-0 libatspi2.0-0 libcups2 libdrm2 libgbm1 libgtk-3-0 libnspr4 libnss3 libxcomposite1 libxcursor1 libxdamage1 libxi6 libxkbcommon0 libxrandr2 libxss1 libxtst6',
);

/** Whether a package of Debian's is a library that browsers link. */
export function isBrowserLibrary(name: string): boolean {
  return browserLibraries.has(name);
}

/** Whether a package brings a browser itself. */
export function isBrowser(name: string): boolean {
  return /^(?:chromium|firefox|google-chrome|epiphany)/.test(name);
}

/** Whether a package draws text of any document; Debian's fontconfig brings it a font, Alpine's none. */
export function drawsText(name: string): boolean {
  return /^(?:gnuplot|graphviz|inkscape|libreoffice(?:-\w+)*|librsvg2-bin)$/.test(name);
}

/** Whether a package of Alpine's brings a font. */
export function isFont(name: string): boolean {
  return /^(?:font|ttf|terminus)-|^(?:msttcorefonts|unifont)/.test(name);
}
