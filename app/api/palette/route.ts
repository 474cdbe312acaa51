import { handle } from '@/app/api/http'
import { requireActor } from '@/app/session'
import { likeCases } from '@/app/views/inbox/nearest-searches'
import { caseTitles } from '@/lib/cases/store'
import { nearestExamples } from '@/lib/conversation/ask-back/examples'

export const dynamic = 'force-dynamic'

// As much as somebody types before looking up.
const MOST_CHARS = 200

/** GET what the palette can jump to besides pages: the newest cases by title and id. With `near`, what is nearest to words that nothing fits. */
export const GET = handle(async (request: Request) => {
  const cases = await caseTitles((await requireActor()).tenant_id)
  const near = new URL(request.url).searchParams.get('near')?.slice(0, MOST_CHARS) ?? null
  if (near === null) return Response.json({ cases })
  return Response.json({ questions: nearestExamples(near).slice(0, 3), cases: likeCases(near, cases) })
})
