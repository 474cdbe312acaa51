import { keepAttempt } from '@/app/api/auth/attempt-cookie'
import { handle } from '@/app/api/http'
import { insidePath } from '@/components/screens/sign-in/inside-path'
import { beginSignIn } from '@/lib/identity/oidc'
import { SIGN_INS_PER_ADDRESS, takeOne } from '@/lib/identity/rate-limit'
import { addressOf } from '@/lib/identity/same-origin'

export const dynamic = 'force-dynamic'

/** GET sends the browser to the identity provider; `?next=/path` is where it comes out. 404 where no provider is set. */
export const GET = handle(async (request: Request) => {
  takeOne(SIGN_INS_PER_ADDRESS, addressOf(request.headers))
  const { url, attempt } = await beginSignIn(insidePath(new URL(request.url).searchParams.get('next') ?? '/'))
  await keepAttempt(request, attempt)
  return new Response(null, { status: 302, headers: { location: url, 'cache-control': 'no-store' } })
})
