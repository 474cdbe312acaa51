/** The part of `Headers` that is read here. */
type HeadersLike = { get(name: string): string | null }

/**
 * Whether a writing request came from a page of this very site. Browsers send `Sec-Fetch-Site`, and `Origin` with every POST; a request that
 * carries neither is refused, because a cookie alone does not say who wrote it. `host` is the host and port that the request was sent to.
 */
export function isSameOrigin(headers: HeadersLike, host: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const origin = headers.get('origin')
  if (origin === null) return site === 'same-origin'
  return host !== '' && URL.canParse(origin) && new URL(origin).host === host
}

/** Whether a host, with or without a port, is this machine's loopback interface; a name that merely resolves to it does not count. */
export function isLoopback(host: string): boolean {
  const name = (/^[^:]*:\d+$/.test(host) || host.startsWith('[') ? host.replace(/:\d+$/, '') : host).toLowerCase()
  return name === 'localhost' || name === '[::1]' || name === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(name)
}

/**
 * Whether a request can only have come from this machine. Its own headers cannot say so, because whoever sends them writes them: what
 * counts is that nobody else can reach the interface that is listened on. A proxy on this machine shows in the host or in whom it forwards for.
 */
export function isLocalRequest(headers: HeadersLike, listens_on: string): boolean {
  const forwarded = headers.get('x-forwarded-for')?.split(',') ?? []
  return isLoopback(listens_on) && isLoopback(headers.get('host') ?? '') && forwarded.every((address) => isLoopback(address.trim()))
}

/**
 * Whom a request is counted for: the address that the nearest proxy saw, else this machine. Whoever reaches us without a proxy can write what they like there,
 * and gains no more than a count of their own.
 */
export const addressOf = (headers: HeadersLike): string => headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'this machine'
