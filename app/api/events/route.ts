import { cookies } from 'next/headers'
import { handle } from '@/app/api/http'
import { requireSession, SESSION_COOKIE, sessionCookie } from '@/app/session'
import { ROTATE_SECONDS, rotateSession } from '@/lib/identity/session-store'
import { eventStream } from './event-stream'

export const dynamic = 'force-dynamic'

/**
 * One stream per browser (its tabs share it): tells which subjects of the caller's tenant changed. It ends with its session, at sign-out at once and
 * within 15 s if the notice was lost, and hourly, so that the browser comes again and is given a new cookie value. 401 without a session.
 */
export const GET = handle(async (request: Request) => {
  const { actor, session_id, expires_at, is_due_to_rotate, token } = await requireSession()
  const next = is_due_to_rotate ? await rotateSession(actor.tenant_id, token) : null
  if (next !== null) (await cookies()).set(SESSION_COOKIE, next, sessionCookie(request, Math.floor((Date.parse(expires_at) - Date.now()) / 1000)))
  return new Response(eventStream(actor.tenant_id, session_id, Math.min(Date.parse(expires_at), Date.now() + ROTATE_SECONDS * 1000)), {
    // Its connection ends with it: a browser would keep it for a next question, and a process that stops would wait for that.
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no', connection: 'close' },
  })
})
