import { ListLoading } from '@/components/screens/loading'

export default function Loading() {
  return <ListLoading rows={10} has_counters={false} />
}
