/** Puts a text on the clipboard, also in a page of plain HTTP from another machine, which is kept from the new way. */
export const copyText = async (text: string): Promise<void> => {
  const { clipboard }: { readonly clipboard?: Clipboard } = navigator
  if (clipboard) return await clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  const isDone = document.execCommand('copy')
  area.remove()
  if (!isDone) throw new Error('The browser does not let this page copy.')
}
