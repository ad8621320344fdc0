"""The training runs that are bundled: whole, and as good as the pages say."""

import re

import numpy as np

import convgallery as cg

LENETS_PAGES = {
    "same_or_valid": 2,
    "dropout": 3,
    "pooling_of_lenet": 2,
    "activations_of_lenet": 3,
    "optimizers": 6,
}


def medians(page, variant):
    (result,) = (
        result
        for result in cg.load_seeds()["results"]
        if (result["page"], result["variant"]) == (page, variant)
    )
    return {name: np.median(values) for name, values in result["accuracies"].items()}


def test_every_result_is_complete():
    report = cg.load_seeds()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", report["date"])
    assert {"python", "numpy", "tensorflow", "keras"} <= report["versions"].keys()
    assert report["seeds"] == [0, 1, 2, 3, 4]
    for result in report["results"]:
        assert result.keys() == {"page", "variant", "parameters", "settings", "accuracies"}
        assert result["settings"]["steps"] > 0
        for values in result["accuracies"].values():
            assert len(values) == 5
            assert all(0 <= value <= 1 for value in values)


def test_every_comparison_is_there():
    pages = [result["page"] for result in cg.load_seeds()["results"]]
    expected = LENETS_PAGES | {"modern_network": 3, "robustness": 2}
    assert {page: pages.count(page) for page in pages} == expected


def test_the_modern_network_is_better_than_lenet():
    lenet = medians("robustness", "as before")["test"]
    modern = medians("modern_network", "modern")["test"]
    assert modern >= 0.975
    assert modern - lenet > 0.01


def test_augmentation_helps_against_what_it_contains_alone():
    before, after = (medians("robustness", variant) for variant in ("as before", "augmented"))
    for name in ("shift 3", "rotation 30"):
        assert after[name] - before[name] > 0.05
    for name in ("noise 0.3", "blur 2"):
        assert after[name] < before[name]


def accuracies(page):
    """The test accuracies of a page's variants."""
    return {
        result["variant"]: np.array(result["accuracies"]["test"])
        for result in cg.load_seeds()["results"]
        if result["page"] == page
    }


def test_valid_loses_little():
    same, valid = accuracies("same_or_valid").values()
    assert np.sum(same > valid) == 4
    assert 0 < np.median(same) - np.median(valid) < 0.008
    assert np.max(same - valid) < 0.0101


def test_dropout_makes_less_difference_than_the_seed():
    runs = accuracies("dropout")
    medians = [np.median(values) for values in runs.values()]
    assert np.ptp(medians) < 0.0055
    assert all(np.ptp(values) > 0.0195 for values in runs.values())
    assert np.all(runs["keep_prob 0.1"] > runs["keep_prob 1.0"])


def test_max_pooling_learns_faster_with_every_seed():
    runs = accuracies("pooling_of_lenet")
    assert min(runs["max"]) > max(runs["average"])
    difference = np.median(runs["max"]) - np.median(runs["average"])
    assert difference > max(np.ptp(values) for values in runs.values())


def test_the_sigmoid_learns_nothing():
    tanh, relu, sigmoid = accuracies("activations_of_lenet").values()
    assert np.all(sigmoid == 0.1)
    assert abs(np.median(tanh) - np.median(relu)) < min(np.ptp(tanh), np.ptp(relu)) / 3


def test_plain_sgd_is_last_and_its_rate_is_to_blame():
    runs = accuracies("optimizers")
    slow = runs.pop("sgd")
    assert max(slow) < min(values.min() for values in runs.values())
    assert abs(np.median(runs["sgd, faster"]) - np.median(runs["adagrad"])) < 0.005
    assert min(runs["momentum"]) > max(*runs["rmsprop"], *runs["adam"])
