"""What a reader's queries find first, and how results are described."""

import pytest

# A query, and the page that must be among the first three results.
QUERIES = {
    "padding": "gallery/01_convolution/padding.html",
    "dropout": "gallery/04_lenet/dropout.html",
    "stride": "gallery/01_convolution/strides.html",
    "SAME": "gallery/04_lenet/same_or_valid.html",
    "valid": "gallery/04_lenet/same_or_valid.html",
    "sobel": "gallery/02_kernels/sobel.html",
    "max pooling": "gallery/03_pooling/max_pooling.html",
    "conv2d": "gallery/01_convolution/padding.html",
}


@pytest.fixture
def search(server, open_page):
    """Search, and wait until all results are described."""

    def searched(query):
        page = open_page(f"{server}search.html?q={query}")
        page.locator("#search-results .search-summary", has_text="found").wait_for()
        assert page.problems == []
        return page.locator("#search-results li")

    return searched


@pytest.mark.parametrize("query", QUERIES)
def test_the_page_about_it_comes_first(search, query):
    links = (
        search(query)
        .locator("a")
        .evaluate_all("links => links.slice(0, 3).map(link => link.getAttribute('href'))")
    )
    assert QUERIES[query] in links


def test_prose_does_not_count_as_the_padding(search):
    results = search("same").locator("a").evaluate_all("links => links.map(link => link.pathname)")
    assert not any("/04_lenet/digits.html" in path for path in results)


@pytest.mark.parametrize("query", ["padding", "conv2d"])
def test_results_begin_with_a_sentence(search, query):
    summaries = search(query).locator("p.context").all_inner_texts()
    assert len(summaries) > 10
    for summary in summaries:
        assert not summary.startswith("..."), summary
        assert len(summary) <= 242, summary
    named = [summary for summary in summaries[:10] if query in summary.lower()]
    assert len(named) > 5  # the best results come first
