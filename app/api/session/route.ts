import { cookies } from 'next/headers'
import { z } from 'zod'
import { handle, readInput, readJson } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { SESSION_COOKIE } from '@/app/session'
import { isLocalRequest } from '@/lib/identity/same-origin'
import { closeSession, openSession, SESSION_SECONDS } from '@/lib/identity/session-store'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'

export const dynamic = 'force-dynamic'

const SignIn = z.strictObject({ person_id: z.string().min(1).max(80) })

/** POST signs in as one of the local people: on loopback only. DELETE signs out. */
export const POST = handle(async (request: Request) => {
  requireSameOrigin(request)
  if (!isLocalRequest(request.headers, config().host))
    throw new Fault('forbidden', 'local sign-in works on this machine only: let it listen on 127.0.0.1 (COUNTERSIGN_HOST) and open http://localhost')
  const { person_id } = readInput(SignIn, await readJson(request))
  const token = await openSession(person_id, 'web')
  const jar = await cookies()
  jar.set(SESSION_COOKIE, token, { httpOnly: true, sameSite: 'lax', path: '/', maxAge: SESSION_SECONDS, secure: new URL(request.url).protocol === 'https:' })
  return Response.json({ signed_in: person_id })
})

export const DELETE = handle(async (request: Request) => {
  requireSameOrigin(request)
  const jar = await cookies()
  const token = jar.get(SESSION_COOKIE)?.value
  if (token !== undefined) await closeSession(token)
  jar.delete(SESSION_COOKIE)
  return Response.json({ signed_in: null })
})
