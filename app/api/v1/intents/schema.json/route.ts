import { handle } from '@/app/api/http'
import { intentJsonSchema } from '@/schemas/intent-schema'

/** GET the contract of cards as JSON Schema 2020-12. It says nothing about anybody, so nobody has to sign in for it. */
export const GET = handle(async () => Response.json(intentJsonSchema(), { headers: { 'content-type': 'application/schema+json' } }))
