import { cookies } from 'next/headers'
import { sessionCookie } from '@/app/session'
import { Attempt } from '@/lib/identity/oidc'

const NAME = 'countersign_sign_in'
// Seconds in which somebody can sign in at the provider.
const MAX_AGE_SEC = 10 * 60

export async function keepAttempt(request: Request, attempt: Attempt): Promise<void> {
  const jar = await cookies()
  jar.set(NAME, Buffer.from(JSON.stringify(attempt)).toString('base64url'), { ...sessionCookie(request, MAX_AGE_SEC), path: '/api/auth' })
}

/** The attempt of this browser, once: a second answer to it finds nothing. */
export async function takeAttempt(): Promise<Attempt | null> {
  const jar = await cookies()
  const kept = jar.get(NAME)?.value
  jar.delete({ name: NAME, path: '/api/auth' })
  if (kept === undefined) return null
  try {
    return Attempt.parse(JSON.parse(Buffer.from(kept, 'base64url').toString('utf8')))
  } catch {
    return null
  }
}
