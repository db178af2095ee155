/** A body as text, made once; what is no UTF-8 in it is replaced. */
export const bodyText = (body: { readonly content: Buffer; text?: string }): string => {
  body.text ??= body.content.toString()
  return body.text
}
