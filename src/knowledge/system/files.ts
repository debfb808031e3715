import data from './files.json' with { type: 'json' };

/** Something of the full Debian image that steps change, and settings name, without installing it. */
export interface SystemFile {
  /** How a line names it. */
  readonly named: string;
  /** The package that brings it to slim: '' where it is there, absent where nothing does. */
  readonly slim?: string;
  /** The same for Alpine. */
  readonly alpine?: string;
  /** Whose install brings it on either target: '' for none, absent where it is the package for slim. */
  readonly broughtBy?: string;
}

/** Files and folders that the full image has and another one may not. */
export const systemFiles: readonly SystemFile[] = data.files;
