import { TroubleScreen } from '@/components/screens/trouble-screen'

export const metadata = { title: 'No such page' }

export default function NotFound() {
  return (
    <main>
      <TroubleScreen mark="unknown" title="There is no such page" text="The address is wrong, or the page has moved." />
    </main>
  )
}
