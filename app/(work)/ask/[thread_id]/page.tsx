import { readThread } from '@/agent/agui/read-thread'
import { ownerOf } from '@/app/api/threads/owner-of'
import { pageActor } from '@/app/session'
import { AskScreen } from '@/components/screens/ask-screen'
import { FIRST_TURNS } from '@/components/shell/ask/first-turns'

export const metadata = { title: 'Ask' }

export default async function Page({ params }: { params: Promise<{ thread_id: string }> }) {
  const { thread_id } = await params
  const actor = await pageActor(`/ask/${thread_id}`)
  return <AskScreen thread_id={thread_id} first={await readThread(ownerOf(actor), thread_id, FIRST_TURNS)} />
}
