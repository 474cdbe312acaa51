import { cookies } from 'next/headers'
import { takeAttempt } from '@/app/api/auth/attempt-cookie'
import { handle } from '@/app/api/http'
import { SESSION_COOKIE, sessionCookie } from '@/app/session'
import { admit } from '@/lib/identity/admit'
import { finishSignIn } from '@/lib/identity/oidc'
import { closeSession, openSessionFor, SESSION_SECONDS } from '@/lib/identity/session-store'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'

export const dynamic = 'force-dynamic'

/** Where the identity provider sends the browser back. Whatever goes wrong ends on the sign-in page with a sentence. */
export const GET = handle(async (request: Request) => {
  const attempt = await takeAttempt()
  try {
    if (attempt === null) throw new Fault('unauthenticated', 'this sign-in was not begun in this browser, or took longer than ten minutes: start again')
    const { claims, id_token } = await finishSignIn(new URL(request.url).search, attempt)
    const token = await openSessionFor(await admit(claims), 'web', 'oidc', id_token)
    const jar = await cookies()
    const before = jar.get(SESSION_COOKIE)?.value
    if (before !== undefined) await closeSession(before)
    jar.set(SESSION_COOKIE, token, sessionCookie(request, SESSION_SECONDS))
    return back(attempt.next)
  } catch (error) {
    if (error instanceof Fault && error.code !== 'broken_invariant') return back(`/sign-in?refused=${error.code}`)
    throw error
  }
})

const back = (path: string): Response => new Response(null, { status: 302, headers: { location: `${config().url}${path}`, 'cache-control': 'no-store' } })
