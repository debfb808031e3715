import { chainOf } from '../../../src/dockerfile/index.js';
import { installedPackages } from '../../../src/packages/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Subject } from './index.js';

/**
 * Packages of Debian and Alpine that are of no use without raw sockets, devices or the settings of the
 * network, which belong to root (their descriptions, 2026-11); not tools that people install to look around.
 */
const ofRoot =
  /^(?:arp-scan|bluetooth|bluez(?:-.*)?|gpiod|hostapd|i2c-tools|ip6?tables|libbluetooth-dev|libpcap(?:-dev|0\.8(?:-dev)?)?|lirc|nftables|openvpn|pigpio(?:-tools)?|raspi-gpio|wireguard(?:-go|-tools)?|wiringpi)$/;

/** A system package that nobody installs for a program without root. */
export function systemPackageNeed({ stage }: Subject): Declined | undefined {
  for (const { run, names } of chainOf(stage).flatMap(installedPackages)) {
    const name = names.find((one) => ofRoot.test(one));
    if (name === undefined) continue;
    const because = `RUN installs ${name}, which uses devices, raw sockets or settings of the network, and those belong to root.`;
    const advice =
      'Give the container the capability or the group that it needs and write USER node, or leave it as it is.';
    return decline('node-user/root-required', run, because, advice);
  }
  return undefined;
}
