'use client'
import dynamic from 'next/dynamic'
import { memo, useEffect, useRef, useState } from 'react'
import { PaperChart } from '@/components/charts/paper-chart'
import type { SeriesChartProps } from '@/components/charts/series-chart'
import { Skeleton } from '@/components/ui/skeleton'

/** Height of a chart with its axis, pixels: reserved before it is loaded, so nothing moves. */
const HEIGHT = 'h-64'

const SeriesChart = dynamic(() => import('@/components/charts/series-chart').then((m) => m.SeriesChart), {
  ssr: false,
  loading: () => <Skeleton className={`${HEIGHT} print:hidden`} />,
})
/** A repaint of the page brings the same points in new objects; drawing them again would take longer than everything else on it. */
const SameSeriesChart = memo(SeriesChart, (before, after) => JSON.stringify(before) === JSON.stringify(after))

/** Loads the chart library when the chart comes near the screen, so that pages without one never pay for it. */
export function LazySeriesChart(props: SeriesChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const [is_near, setNear] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && setNear(true), { rootMargin: '300px' })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={box} className={HEIGHT}>
      {is_near ? (
        <SameSeriesChart {...props} />
      ) : (
        <>
          <Skeleton className={`${HEIGHT} print:hidden`} />
          <PaperChart {...props} />
        </>
      )}
    </div>
  )
}
