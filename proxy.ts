import { type NextRequest, NextResponse } from 'next/server'
import { contentPolicy } from '@/app/content-policy'

/** Runs before every page: what no row can be called is not found, and each answer says by a nonce of its own which scripts it may run. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  // Postgres keeps no NUL, so nothing has one in its name.
  if (/%00/.test(pathname + search) || (pathname + search).includes('\0')) return new NextResponse('There is nothing here.', { status: 404 })
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = contentPolicy(nonce, process.env.NODE_ENV === 'development')
  // Next reads the nonce for its own scripts from the request's policy; the layout reads it for ours.
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

// Not files with a digest in their name, which are the same for everybody. Not routes either: Next holds back the bodies of what passes through here
// and cuts them at 10 MB, and a bill is larger. Theirs is the policy of `next.config.ts`.
export const config = { matcher: '/((?!api/|_next/static/|_next/image).*)' }
