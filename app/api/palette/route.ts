import { handle } from '@/app/api/http'
import { requireActor } from '@/app/session'
import { caseTitles } from '@/lib/cases/store'

export const dynamic = 'force-dynamic'

/** GET what the palette can jump to besides pages: the newest cases by title and id. */
export const GET = handle(async () => Response.json({ cases: await caseTitles((await requireActor()).tenant_id) }))
