import { TroubleScreen } from '@/components/screens/trouble-screen'

export default function NotFound() {
  return <TroubleScreen mark="unknown" title="There is nothing here" text="The link is wrong, or the thing belongs to somebody else." />
}
