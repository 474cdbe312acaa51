import { TroubleScreen } from '@/components/screens/trouble-screen'

export default function NotFound() {
  return <TroubleScreen mark="unknown" title="Not found" text="The link is wrong, or you do not have access to what it leads to." />
}
