// Addresses of the console: /console/<page>/<what>?brand=…; a link is an ordinary link that does not reload the page.
import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useState } from 'preact/hooks';

export interface Place {
  /** Behind /console, without slashes at its ends: `rollings/3f…`. */
  readonly path: string;
  readonly query: URLSearchParams;
}

interface Router extends Place {
  readonly go: (href: string) => void;
  /** The same page with other parameters; what is empty goes. */
  readonly setQuery: (changes: Readonly<Record<string, string>>) => void;
}

const ROOT = '/console';
const RouterContext = createContext<Router | null>(null);

function placeNow(): Place {
  const path = location.pathname.slice(ROOT.length).replaceAll(/^\/+|\/+$/g, '');
  return { path, query: new URLSearchParams(location.search) };
}

export function RouterProvider({ children }: { readonly children: ComponentChildren }) {
  const [place, setPlace] = useState(placeNow);
  useEffect(() => {
    const follow = (): void => setPlace(placeNow());
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const go = useCallback((href: string) => {
    history.pushState(null, '', href);
    setPlace(placeNow());
    scrollTo(0, 0);
  }, []);
  const setQuery = useCallback((changes: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === '') query.delete(name);
      else query.set(name, value);
    }
    const search = query.toString();
    history.replaceState(null, '', `${location.pathname}${search === '' ? '' : `?${search}`}`);
    setPlace(placeNow());
  }, []);
  const router = useMemo(() => ({ ...place, go, setQuery }), [place, go, setQuery]);
  return <RouterContext.Provider value={router}>{children}</RouterContext.Provider>;
}

export function useRouter(): Router {
  const router = useContext(RouterContext);
  if (router === null) throw new Error('a page is drawn outside its router');
  return router;
}

/** The brand goes along: who shares the address shares what it shows. */
export function hrefOf(path: string, brand: string, query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams({ ...query, ...(brand === '' ? {} : { brand }) }).toString();
  return `${ROOT}/${path}${search === '' ? '' : `?${search}`}`;
}

/** Held keys and other buttons keep what the browser does with them: a new tab, a new window. */
const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;

interface LinkProps {
  readonly href: string;
  readonly class?: string;
  readonly title?: string;
  readonly 'aria-current'?: 'page' | undefined;
  readonly children: ComponentChildren;
}

export function Link({ href, children, ...rest }: LinkProps) {
  const { go } = useRouter();
  const follow = (event: MouseEvent): void => {
    if (!isPlain(event)) return;
    event.preventDefault();
    go(href);
  };
  return (
    <a href={href} onClick={follow} {...rest}>
      {children}
    </a>
  );
}
