import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

/** A long list of rows of one height. */
export interface VirtualProps<Item> {
  readonly label: string
  readonly items: readonly Item[]
  readonly rowHeight: number
  readonly keyOf: (item: Item) => string
  readonly row: (item: Item) => ComponentChildren
  /** The row that is to be seen; null for none. */
  readonly shown?: string | null
  /** Told when its end is near. */
  readonly onEnd?: () => void
}

const BESIDE = 5

/** Shows a list of which only the rows in sight are in the page, however long it is. */
export const Virtual = <Item,>({ label, items, rowHeight, keyOf, row, shown, onEnd }: VirtualProps<Item>) => {
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [height, setHeight] = useState(600)

  useEffect(() => {
    const element = box.current
    if (!element) return
    const seen = new ResizeObserver(() => setHeight(element.clientHeight))
    seen.observe(element)
    return () => seen.disconnect()
  }, [])
  useEffect(() => {
    const at = shown ? items.findIndex(item => keyOf(item) === shown) : -1
    if (at >= 0 && box.current) box.current.scrollTop = Math.max(0, at * rowHeight - height / 3)
    // only where another is to be seen: what comes live must not move what somebody looks at
  }, [shown])

  const first = Math.max(0, Math.floor(top / rowHeight) - BESIDE)
  const last = Math.min(items.length, Math.ceil((top + height) / rowHeight) + BESIDE)
  const onScroll = ({ currentTarget }: { readonly currentTarget: HTMLElement }) => {
    setTop(currentTarget.scrollTop)
    if (currentTarget.scrollTop + height > items.length * rowHeight - 10 * rowHeight) onEnd?.()
  }

  return (
    <section class="list" ref={box} onScroll={onScroll} aria-label={label} tabIndex={0}>
      <ul class="all" style={{ height: `${items.length * rowHeight}px` }}>
        {items.slice(first, last).map((item, i) => (
          <li
            key={keyOf(item)}
            class="row"
            aria-setsize={items.length}
            aria-posinset={first + i + 1}
            style={{ top: `${(first + i) * rowHeight}px`, height: `${rowHeight}px` }}
          >
            {row(item)}
          </li>
        ))}
      </ul>
    </section>
  )
}
