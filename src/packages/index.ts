export { apkInstall, aptInstall } from './install-lines.js';
export { type InstalledPackages, installedPackages } from './installed-packages.js';
export {
  type PackageAction,
  type PackageCommand,
  packageCommandOf,
  type PackageOption,
} from './package-command.js';
export {
  asksArchitecture,
  isDebianPackaging,
  type PackageManager,
  systemManager,
} from './programs.js';
export { type SystemPackage, systemPackage } from './system-package.js';
