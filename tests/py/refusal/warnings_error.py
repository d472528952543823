import warnings
warnings.simplefilter("ignore")
warnings.filterwarnings("error")  # expect error line 3: warnings as errors
