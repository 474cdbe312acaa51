import { isSameOrigin } from '@/lib/identity/same-origin'
import { Fault } from '@/lib/kernel/errors'

/** Refuses a writing request that another site's page sent with this browser's cookie. A token is no cookie: no other site can make a browser send one. */
export function requireSameOrigin(request: Request): void {
  if (request.headers.get('authorization') !== null) return
  if (!isSameOrigin(request.headers, request.headers.get('host') ?? ''))
    throw new Fault('forbidden', 'this request came from another site: open Countersign itself and try again')
}
