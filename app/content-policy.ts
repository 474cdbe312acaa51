/**
 * What a page may run and load: scripts that carry this answer's nonce and what they load, style sheets of this site, and nothing of other sites.
 * Style attributes are free because charts place their marks with them; they run nothing.
 */
export function contentPolicy(nonce: string, is_development: boolean): string {
  return Object.entries({
    'default-src': "'self'",
    // Development compiles in the browser.
    'script-src': `'self' 'nonce-${nonce}' 'strict-dynamic'${is_development ? " 'unsafe-eval'" : ''}`,
    'style-src': is_development ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    'style-src-attr': "'unsafe-inline'",
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'self'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}
