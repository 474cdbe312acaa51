import { CaseLoading } from '@/components/screens/loading'

export default function Loading() {
  return <CaseLoading />
}
