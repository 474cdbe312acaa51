import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'
import { handle, readInput, readJson } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireSession } from '@/app/session'
import { beginStepUp, finishStepUp } from '@/lib/identity/passkey'
import { SIGN_INS_PER_ADDRESS, takeOne } from '@/lib/identity/rate-limit'

export const dynamic = 'force-dynamic'

const Step = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('begin') }),
  z.strictObject({ step: z.literal('finish'), response: z.looseObject({ id: z.string(), response: z.looseObject({}) }) }),
])

/** POST proves with a passkey that the person of this session is there, for what needs a proof that is not older than 15 minutes. */
export const POST = handle(async (request: Request) => {
  requireSameOrigin(request)
  const session = await requireSession()
  takeOne(SIGN_INS_PER_ADDRESS, session.session_id)
  const input = readInput(Step, await readJson(request))
  if (input.step === 'begin') return Response.json(await beginStepUp(session))
  // safe: the library looks at every field that it uses, and refuses what does not fit
  await finishStepUp(session, input.response as unknown as AuthenticationResponseJSON)
  return Response.json({ done: 'finish' })
})
