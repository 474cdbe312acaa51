import { pageActor } from '@/app/session'
import { AskScreen } from '@/components/screens/ask-screen'

export const metadata = { title: 'Ask' }

export default async function Page({ params }: { params: Promise<{ thread_id: string }> }) {
  const { thread_id } = await params
  await pageActor(`/ask/${thread_id}`)
  return <AskScreen thread_id={thread_id} />
}
