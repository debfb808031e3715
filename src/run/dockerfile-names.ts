const dockerfileName =
  /^(?:\.?Dockerfile|dockerfile|Dockerfile\..+|.+\.[Dd]ockerfile|Containerfile.*)$/s;
/** Ignore files, documents and the templates of other programs (handbook H17). */
const otherName =
  /\.(?:dockerignore|containerignore|md|mdx|j2|jinja2?|tmpl|gotmpl|tpl|template|erb|hbs|ejs|mustache|in)$/i;

/** Whether a file of this name is looked at when a folder is searched. */
export function isDockerfileName(name: string): boolean {
  return dockerfileName.test(name) && !isOtherName(name);
}

/** Whether the name says that the file is something else beside a Dockerfile. */
export function isOtherName(name: string): boolean {
  return otherName.test(name);
}
