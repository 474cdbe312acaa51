import { TroubleScreen } from '@/components/screens/trouble-screen'

export default function NotFound() {
  return (
    <main>
      <TroubleScreen mark="unknown" title="There is no such page" text="The address is wrong, or the page has moved." />
    </main>
  )
}
