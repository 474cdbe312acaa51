import { notFound } from 'next/navigation'
import { isGalleryOpen } from '@/app/gallery/is-open'
import { EvidenceDrawer } from '@/components/cards/evidence-drawer'
import { GalleryScreen } from '@/components/screens/gallery/gallery-screen'
import { Announcer } from '@/components/ui/announcer'

export default function Page() {
  if (!isGalleryOpen()) notFound()
  return (
    <>
      <GalleryScreen />
      <EvidenceDrawer />
      <Announcer />
    </>
  )
}
