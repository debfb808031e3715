import { wordSet } from '../../grouping.js';
/**
 * Packages of Debian and Alpine that compile and are never needed to run what they compiled (handbook
 * B23). pip is there for the Python that it brings: what it installs itself keeps all that is installed
 * above.
 */
const tools = wordSet(
  'autoconf automake build-base build-essential cmake g++ gcc libc-dev libc6-dev libtool linux-headers make musl-dev node-gyp pkg-config pkgconf py-pip py2-pip py3-pip py3-setuptools python python-pip python2 python3 python3-dev python3-distutils python3-pip python3-setuptools',
);

/** Whether a package only compiles, and is not needed to run what it compiled. */
export function isToolchain(name: string): boolean {
  return tools.has(name);
}
