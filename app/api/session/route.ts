import { cookies } from 'next/headers'
import { z } from 'zod'
import { handle, readInput, readJson } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { SESSION_COOKIE, sessionCookie } from '@/app/session'
import { providerLogoutUrl } from '@/lib/identity/oidc'
import { SIGN_INS_PER_ADDRESS, takeOne } from '@/lib/identity/rate-limit'
import { addressOf, isLocalRequest } from '@/lib/identity/same-origin'
import { closeSession, openSession, SESSION_SECONDS } from '@/lib/identity/session-store'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'

export const dynamic = 'force-dynamic'

const SignIn = z.strictObject({ person_id: z.string().min(1).max(80) })

/** POST signs in as one of the local people: on loopback only, and never where an identity provider is set. Ends the session that this browser had. */
export const POST = handle(async (request: Request) => {
  requireSameOrigin(request)
  const { oidc, host } = config()
  if (oidc !== null) throw new Fault('forbidden', 'people sign in with the identity provider here: open /api/auth/sign-in')
  if (!isLocalRequest(request.headers, host))
    throw new Fault('forbidden', 'local sign-in works on this machine only: let it listen on 127.0.0.1 (COUNTERSIGN_HOST) and open http://localhost')
  takeOne(SIGN_INS_PER_ADDRESS, addressOf(request.headers))
  const { person_id } = readInput(SignIn, await readJson(request))
  const jar = await cookies()
  const token = await openSession(person_id, 'web')
  const before = jar.get(SESSION_COOKIE)?.value
  if (before !== undefined) await closeSession(before)
  jar.set(SESSION_COOKIE, token, sessionCookie(request, SESSION_SECONDS))
  return Response.json({ signed_in: person_id })
})

/** DELETE signs out. `continue_at` is where the identity provider ends its own session too, null where there is none. */
export const DELETE = handle(async (request: Request) => {
  requireSameOrigin(request)
  const jar = await cookies()
  const token = jar.get(SESSION_COOKIE)?.value
  const closed = token === undefined ? null : await closeSession(token)
  jar.delete(SESSION_COOKIE)
  return Response.json({ signed_in: null, continue_at: closed?.method === 'oidc' ? await providerLogoutUrl(closed.id_token_hint) : null })
})
