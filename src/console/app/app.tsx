// The console: whoever is not signed in meets the entrance, everybody else the page that the address names.
import { useEffect } from 'preact/hooks';
import { BrandConfigPage } from '../pages/brand-config/page.tsx';
import { DeadLettersPage } from '../pages/dead-letters/page.tsx';
import { FleetPage } from '../pages/fleet/page.tsx';
import { ParkedPage } from '../pages/parked/page.tsx';
import { PlayerPage } from '../pages/player/page.tsx';
import { RollingPage } from '../pages/rolling/page.tsx';
import { RollingsPage } from '../pages/rollings/page.tsx';
import { Announcer } from '../parts/announcer.tsx';
import { NowProvider } from '../parts/moment.tsx';
import { Empty } from '../parts/waiting.tsx';
import { Entrance } from './entrance.tsx';
import { Header } from './header.tsx';
import { PAGES } from './pages.ts';
import { RouterProvider, useRouter } from './router.tsx';
import { SessionProvider } from './session.tsx';

function Page({ name, what }: { readonly name: string; readonly what: string }) {
  switch (name) {
    case 'fleet':
      return <FleetPage />;
    case 'rollings':
      return what === '' ? <RollingsPage /> : <RollingPage key={what} rollingId={what} />;
    case 'players':
      return <PlayerPage playerId={what} />;
    case 'dead-letters':
      return <DeadLettersPage />;
    case 'parked':
      return <ParkedPage />;
    case 'brand-config':
      return <BrandConfigPage />;
    default:
      return <Empty>There is no such page.</Empty>;
  }
}

/** An address that somebody mistyped names nothing, and breaks nothing. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function Frame() {
  const { path, query } = useRouter();
  const brand = query.get('brand') ?? '';
  const [name = '', ...rest] = (path === '' ? 'fleet' : path).split('/');
  const what = decoded(rest.join('/'));
  const page = PAGES.find((each) => each.path === name);
  const title = page?.title ?? 'Rolling';
  useEffect(() => {
    document.title = `${title} · rolling`;
  }, [title]);
  const lacksBrand = page?.isOfBrand === true && brand === '';
  return (
    <SessionProvider brand={brand} entrance={(entrance) => <Entrance {...entrance} />}>
      <NowProvider>
        <Announcer>
          <Header brand={brand} page={name} />
          <main id="page" tabindex={-1}>
            {lacksBrand ? (
              <Empty>Choose a brand above: this page shows what belongs to one.</Empty>
            ) : (
              <Page name={name} what={what} />
            )}
          </main>
        </Announcer>
      </NowProvider>
    </SessionProvider>
  );
}

export function App() {
  return (
    <RouterProvider>
      <Frame />
    </RouterProvider>
  );
}
