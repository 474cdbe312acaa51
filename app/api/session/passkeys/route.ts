import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'
import { handle, readInput, readJson } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireSession } from '@/app/session'
import { beginRegistration, finishRegistration, removeOwnPasskey } from '@/lib/identity/passkey'
import { SIGN_INS_PER_ADDRESS, takeOne } from '@/lib/identity/rate-limit'

export const dynamic = 'force-dynamic'

const Step = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('begin') }),
  z.strictObject({
    step: z.literal('finish'),
    name: z.string().trim().min(1).max(80),
    response: z.looseObject({ id: z.string(), response: z.looseObject({}) }),
  }),
  z.strictObject({ step: z.literal('remove'), credential_id: z.string().min(1).max(400) }),
])

/** POST makes or removes a passkey of the person who is signed in; who has one proves it first. `begin` answers with what the browser needs. */
export const POST = handle(async (request: Request) => {
  requireSameOrigin(request)
  const session = await requireSession()
  takeOne(SIGN_INS_PER_ADDRESS, session.session_id)
  const input = readInput(Step, await readJson(request))
  if (input.step === 'begin') return Response.json(await beginRegistration(session))
  // safe: the library looks at every field that it uses, and refuses what does not fit
  if (input.step === 'finish') await finishRegistration(session, input.response as unknown as RegistrationResponseJSON, input.name)
  else await removeOwnPasskey(session, input.credential_id)
  return Response.json({ done: input.step })
})
