/** Text as one YAML scalar, plain wherever YAML can read it as nothing else. */

/** References, hosts and names stay plain; what could be a number, a keyword or a bracket stands in double quotes. */
export function yamlText(text: string): string {
  const isPlain =
    /^[A-Za-z0-9][A-Za-z0-9._/:@+-]*$/.test(text) &&
    !text.endsWith(':') &&
    (text.includes('/') || /^[A-Za-z].*[.:-]/.test(text));
  return isPlain ? text : JSON.stringify(text);
}
