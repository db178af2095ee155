import { useEffect } from 'preact/hooks'

/** Does something at once, and again and again for as long as what calls it is shown. */
export const usePoll = (work: () => Promise<void>, everyMs: number, because: readonly unknown[]): void => {
  useEffect(() => {
    let isOver = false
    let timer: ReturnType<typeof setTimeout>
    const again = async () => {
      // what could not be had now can be had the next time; the head of the page says whether anybody answers
      if (!document.hidden) await work().catch(() => {})
      if (!isOver) timer = setTimeout(again, everyMs)
    }
    void again()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, because)
}
