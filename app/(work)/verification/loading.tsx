import { BoardLoading } from '@/components/screens/loading'

export default function Loading() {
  return <BoardLoading />
}
