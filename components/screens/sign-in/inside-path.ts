// Any site will do: what leads away from it would lead away from this one.
const HERE = 'http://countersign.invalid'

/** The path that a link asks for after signing in, if it is one of this site; else the inbox. Read as a browser reads it, which drops tabs and turns backslashes. */
export function insidePath(next: string): string {
  if (!next.startsWith('/') || !URL.canParse(next, HERE)) return '/'
  const { origin, pathname, search, hash } = new URL(next, HERE)
  const path = `${pathname}${search}${hash}`
  return origin === HERE && !path.startsWith('//') ? path : '/'
}
