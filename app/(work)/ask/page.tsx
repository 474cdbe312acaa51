import { pageActor } from '@/app/session'
import { AskScreen } from '@/components/screens/ask-screen'

export const metadata = { title: 'Ask' }

export default async function Page() {
  await pageActor('/ask')
  return <AskScreen thread_id={null} />
}
