import { ApproveLoading } from '@/components/screens/loading'

export default function Loading() {
  return <ApproveLoading />
}
