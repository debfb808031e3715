export { apkInstall, aptInstall } from './install-lines.js';
export { installedPackages } from './installed-packages.js';
export { type PackageCommand, packageCommandOf } from './package-command.js';
export {
  asksArchitecture,
  isDebianPackaging,
  type PackageManager,
  systemManager,
} from './programs.js';
export { type SystemPackage, systemPackage } from './system-package.js';
