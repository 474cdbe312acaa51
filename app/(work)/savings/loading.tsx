import { ListLoading } from '@/components/screens/loading'

export default function Loading() {
  return <ListLoading rows={4} />
}
