/** How URLs begin that lead to a server with these settings. */
export const schemeOf = ({ tls }: { readonly tls: object | null }): 'http' | 'https' =>
  tls === null ? 'http' : 'https'
