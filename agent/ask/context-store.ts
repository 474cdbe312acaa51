import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import { sha256 } from '@/lib/kernel/canonical'
import { cut } from '@/lib/kernel/format'
import { storableJson } from '@/lib/kernel/well-formed'
import { ThreadContext } from '@/schemas/reading'

/** Whose thread: nobody else's exist for this person, in this tenant or in another. */
type Owner = { tenant_id: string; person_id: string }

/** The thread a person means by a name of their own choosing: the same name of somebody else is another thread. */
export const namedThread = ({ tenant_id, person_id }: Owner, name: string): string => `n_${sha256(`${tenant_id}\n${person_id}\n${name}`).slice(0, 24)}`

/** What a thread remembers; null when it is new or what is stored no longer fits. */
export async function openContext(owner: Owner, thread_id: string): Promise<ThreadContext | null> {
  const [row] = await rows<{ frame: unknown }>('select frame from chat_thread where tenant_id = $1 and thread_id = $2 and person_id = $3', [
    owner.tenant_id,
    thread_id,
    owner.person_id,
  ])
  const parsed = ThreadContext.safeParse(row?.frame)
  return parsed.success ? parsed.data : null
}

/** Remembers what the answer was about, in a thread that is made with its first answer. */
export async function keepContext(owner: Owner, thread_id: string, title: string, context: ThreadContext): Promise<void> {
  await scratch(
    `insert into chat_thread (tenant_id, thread_id, person_id, title, frame) values ($1, $2, $3, $4, $5)
     on conflict (thread_id) do update set frame = excluded.frame, updated_at = now() where chat_thread.tenant_id = $1 and chat_thread.person_id = $3`,
    [owner.tenant_id, thread_id, owner.person_id, cut(title, 80), storableJson(context)],
  )
}
