const dockerfileName =
  /^(?:\.?Dockerfile|dockerfile|Dockerfile\..+|.+\.[Dd]ockerfile|Containerfile.*)$/s;
/**
 * Ignore files, documents, the templates of other programs (handbook H17), and backups, which stay as they were:
 * a date or another long number behind a name is one, and what a write that was killed leaves behind it.
 */
const otherName =
  /\.(?:dockerignore|containerignore|md|mdx|j2|jinja2?|tmpl|gotmpl|tpl|template|erb|hbs|ejs|mustache|in|bak|backup|old|orig|rej|save|sw[op]|\d{7,})$|~$/;

/** Whether a file of this name is looked at when a folder is searched. */
export function isDockerfileName(name: string): boolean {
  return dockerfileName.test(name) && !isOtherName(name);
}

/** Whether the name says that the file is something else beside a Dockerfile. */
export function isOtherName(name: string): boolean {
  return otherName.test(name.toLowerCase());
}
