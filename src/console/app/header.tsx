// The bar on top of every page: where one can go, for which brand one looks, light or dark, and out.
import { useState } from 'preact/hooks';
import { useKnownBrands } from './known-brands.ts';
import { Mark } from './mark.tsx';
import { PAGES } from './pages.ts';
import { Link, hrefOf, useRouter } from './router.tsx';
import { useSession } from './session.tsx';
import { type Theme, chooseTheme, chosenTheme } from './theme.ts';

function BrandPicker({ brand }: { readonly brand: string }) {
  const { setQuery } = useRouter();
  const brands = useKnownBrands();
  const choose = (text: string): void => {
    if (text.trim() !== brand) setQuery({ brand: text.trim() });
  };
  return (
    <label>
      <span class="brand-word">Brand</span>
      <input
        aria-label="Brand"
        key={brand}
        list="brands"
        defaultValue={brand}
        placeholder="choose"
        spellcheck={false}
        autocomplete="off"
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
      <datalist id="brands">
        {brands.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </label>
  );
}

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

function ThemeSwitch() {
  const [theme, setTheme] = useState(chosenTheme);
  const next = NEXT_THEME[theme];
  const change = (): void => {
    chooseTheme(next);
    setTheme(next);
  };
  return (
    <button type="button" class="button small quiet" title={`Colours: ${theme}; next: ${next}`} onClick={change}>
      <span aria-hidden="true">{theme === 'dark' ? '☾' : theme === 'light' ? '☀' : '◐'}</span>
      <span class="unseen">Colours: {theme}</span>
    </button>
  );
}

export function Header({ brand, page }: { readonly brand: string; readonly page: string }) {
  const { signOut } = useSession();
  return (
    <header class="bar">
      <a class="skip" href="#page">
        Skip to the page
      </a>
      <div class="bar-inner">
        <Link class="mark" href={hrefOf('fleet', brand)}>
          <Mark /> <span class="mark-name">rolling</span>
          <span class="unseen"> console</span>
        </Link>
        <nav class="tabs" aria-label="Pages">
          {PAGES.map(({ path, title }) => (
            <Link key={path} href={hrefOf(path, brand)} aria-current={path === page ? 'page' : undefined}>
              {title}
            </Link>
          ))}
        </nav>
        <div class="bar-tools">
          <BrandPicker brand={brand} />
          <ThemeSwitch />
          <button type="button" class="button small" onClick={signOut}>
            Sign out
          </button>
        </div>
      </div>
    </header>
  );
}
